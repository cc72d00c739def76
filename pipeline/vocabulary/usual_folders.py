"""The folders of an office, as they are called where config.toml gives no other names ([folders])."""

USUAL_FOLDERS = {"master": "master", "inbox": "inbox", "archive": "archive", "outbox": "outbox"}
