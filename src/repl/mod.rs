//! The interactive shell: editor, completion, highlighting, history.
