"""What is said for several at once. From the ground up:

- joint_tasks: one row about several tasks
- joint_units: one form of several units
"""
