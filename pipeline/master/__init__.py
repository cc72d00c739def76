"""What ought to come: tasks, units and a person's decisions, all maintained by people under master/."""
