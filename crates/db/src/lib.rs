//! Two engines, one SQL text: transactions, journal, outbox, migrations, backup
