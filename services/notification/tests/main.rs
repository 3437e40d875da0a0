//! Notification as a whole: real database, real bus and jobs, neighbours made of a wire.

mod awards;
mod crash;
mod mailbox;
mod reminders;
mod requests;
mod smtp;
mod support;
