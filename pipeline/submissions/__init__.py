"""What came back: bytes → grids → located tables → forms → matched submissions. Nothing here knows about deadlines."""
