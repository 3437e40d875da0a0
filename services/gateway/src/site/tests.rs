//! Behaviours of the pages, with fakes for the services behind them.
