"""`python -m briefing` is the same as the command `briefing`."""

from briefing.doors.command import main

if __name__ == "__main__":
    main()
