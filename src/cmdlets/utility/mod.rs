//! Everyday cmdlets: making objects and giving them members, dates, chance, text searches, running blocks.

mod add_member;
mod date;
mod get_member;
mod misc;
mod new_object;
mod random;
mod run;
mod search;
mod secure;
mod strings;

pub static CMDLETS: super::Table = &[
    ("Add-Member", || Box::new(add_member::AddMember)),
    ("ConvertFrom-StringData", || Box::new(strings::ConvertFromStringData)),
    ("ConvertFrom-SecureString", || Box::new(secure::ConvertFromSecureString)),
    ("ConvertTo-SecureString", || Box::new(secure::ConvertToSecureString)),
    ("Get-Culture", || Box::new(misc::GetCulture)),
    ("Get-Credential", || Box::new(secure::GetCredential)),
    ("Get-Date", || Box::new(date::GetDate)),
    ("Get-History", || Box::new(misc::Nothing)),
    ("Get-Host", || Box::new(misc::GetHost)),
    ("Get-Member", || Box::<get_member::GetMember>::default()),
    ("Get-Random", || Box::<random::GetRandom>::default()),
    ("Get-SecureRandom", || Box::<random::GetRandom>::default()),
    ("Get-UICulture", || Box::new(misc::GetCulture)),
    ("Invoke-Command", || Box::<run::InvokeCommand>::default()),
    ("Invoke-Expression", || Box::new(run::InvokeExpression)),
    ("Join-String", || Box::<strings::JoinString>::default()),
    ("Measure-Command", || Box::<run::MeasureCommand>::default()),
    ("New-Guid", || Box::new(misc::NewGuid)),
    ("New-Object", || Box::new(new_object::NewObject)),
    ("New-TimeSpan", || Box::new(date::NewTimeSpan)),
    ("Select-String", || Box::<search::SelectString>::default()),
    ("Set-StrictMode", || Box::new(run::SetStrictMode)),
    ("Start-Sleep", || Box::new(run::StartSleep)),
];
