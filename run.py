"""Entry point: ``python run.py`` is the weekly run; ``python run.py --help`` lists the verbs."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
