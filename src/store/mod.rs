//! An organization on disk: a snapshot and a journal, both RON, under one writer's lock.
