"""What came back, room by room: a test file for each module of pipeline/submissions, named after it."""
