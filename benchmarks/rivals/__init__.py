"""What the runs are compared with: the script that an office would write in a day, and the least that files of this size cost."""
