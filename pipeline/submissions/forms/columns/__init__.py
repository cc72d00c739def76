"""What a column holds, told by the words of its heading weighed together. From the ground up:

- persons: which columns name the head and who sees to it
- kindred: the field to which a heading that nobody knows is akin
"""
