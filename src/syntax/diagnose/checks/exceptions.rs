//! Which exceptions are kinds of which: a `catch` after one that takes them already is never reached.

/// A full name and that of its base, for the exceptions that scripts catch.
const BASES: &[(&str, &str)] = &[
    ("System.SystemException", "System.Exception"),
    ("System.ApplicationException", "System.Exception"),
    ("System.ArgumentException", "System.SystemException"),
    ("System.ArgumentNullException", "System.ArgumentException"),
    ("System.ArgumentOutOfRangeException", "System.ArgumentException"),
    ("System.ArithmeticException", "System.SystemException"),
    ("System.DivideByZeroException", "System.ArithmeticException"),
    ("System.OverflowException", "System.ArithmeticException"),
    ("System.FormatException", "System.SystemException"),
    ("System.IndexOutOfRangeException", "System.SystemException"),
    ("System.InvalidCastException", "System.SystemException"),
    ("System.InvalidOperationException", "System.SystemException"),
    ("System.ObjectDisposedException", "System.InvalidOperationException"),
    ("System.NotImplementedException", "System.SystemException"),
    ("System.NotSupportedException", "System.SystemException"),
    ("System.NullReferenceException", "System.SystemException"),
    ("System.OperationCanceledException", "System.SystemException"),
    ("System.OutOfMemoryException", "System.SystemException"),
    ("System.RankException", "System.SystemException"),
    ("System.TimeoutException", "System.SystemException"),
    ("System.UnauthorizedAccessException", "System.SystemException"),
    ("System.AggregateException", "System.Exception"),
    ("System.MissingMemberException", "System.MemberAccessException"),
    ("System.MemberAccessException", "System.SystemException"),
    ("System.Collections.Generic.KeyNotFoundException", "System.SystemException"),
    ("System.IO.IOException", "System.SystemException"),
    ("System.IO.FileNotFoundException", "System.IO.IOException"),
    ("System.IO.DirectoryNotFoundException", "System.IO.IOException"),
    ("System.IO.DriveNotFoundException", "System.IO.IOException"),
    ("System.IO.EndOfStreamException", "System.IO.IOException"),
    ("System.IO.PathTooLongException", "System.IO.IOException"),
    ("System.IO.FileLoadException", "System.IO.IOException"),
    ("System.IO.InvalidDataException", "System.SystemException"),
    ("System.Net.WebException", "System.InvalidOperationException"),
    ("System.Net.Http.HttpRequestException", "System.Exception"),
    ("System.Security.SecurityException", "System.SystemException"),
    ("System.Xml.XmlException", "System.SystemException"),
    ("System.Management.Automation.RuntimeException", "System.SystemException"),
    ("System.Management.Automation.ActionPreferenceStopException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.CmdletInvocationException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.CommandNotFoundException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.ParameterBindingException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.ParseException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.IncompleteParseException", "System.Management.Automation.ParseException"),
    ("System.Management.Automation.PipelineStoppedException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.RemoteException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.ScriptCallDepthException", "System.SystemException"),
    ("System.Management.Automation.MethodException", "System.Management.Automation.ExtendedTypeSystemException"),
    ("System.Management.Automation.MethodInvocationException", "System.Management.Automation.MethodException"),
    ("System.Management.Automation.SetValueException", "System.Management.Automation.ExtendedTypeSystemException"),
    ("System.Management.Automation.SetValueInvocationException", "System.Management.Automation.SetValueException"),
    ("System.Management.Automation.GetValueException", "System.Management.Automation.ExtendedTypeSystemException"),
    ("System.Management.Automation.GetValueInvocationException", "System.Management.Automation.GetValueException"),
    ("System.Management.Automation.ExtendedTypeSystemException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.PSInvalidCastException", "System.InvalidCastException"),
    ("System.Management.Automation.PSInvalidOperationException", "System.InvalidOperationException"),
    ("System.Management.Automation.PSArgumentException", "System.ArgumentException"),
    ("System.Management.Automation.PSArgumentNullException", "System.ArgumentNullException"),
    ("System.Management.Automation.PSNotSupportedException", "System.NotSupportedException"),
    ("System.Management.Automation.SessionStateException", "System.Management.Automation.RuntimeException"),
    ("System.Management.Automation.ItemNotFoundException", "System.Management.Automation.SessionStateException"),
    ("System.Management.Automation.DriveNotFoundException", "System.Management.Automation.SessionStateException"),
    ("System.Management.Automation.ProviderNotFoundException", "System.Management.Automation.SessionStateException"),
    ("System.Management.Automation.SessionStateUnauthorizedAccessException", "System.Management.Automation.SessionStateException"),
    ("System.Management.Automation.ProviderInvocationException", "System.Management.Automation.RuntimeException"),
];

/// The full name of a later exception type that an earlier `catch` takes already.
pub fn covered(earlier: &str, later: &str) -> Option<&'static str> {
    let earlier = full_name(earlier)?;
    let later = full_name(later)?;
    let mut name = later;
    loop {
        if name == earlier {
            return Some(later);
        }
        name = BASES.iter().find(|(own, _)| *own == name)?.1;
    }
}

fn full_name(written: &str) -> Option<&'static str> {
    let names = || BASES.iter().map(|(own, _)| *own).chain(["System.Exception"]);
    let is = |full: &str, prefix: &str| full.strip_prefix(prefix).is_some_and(|rest| rest.eq_ignore_ascii_case(written));
    names().find(|full| is(full, "")).or_else(|| names().find(|full| is(full, "System.")))
}
