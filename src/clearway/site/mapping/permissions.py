"""May this person save a profile for an organisation, share it, and say what is read with it? One rule for all three:
who loads its files also says how they are read."""

from clearway.site.submissions.permissions import can_load, check_may_load

can_map = can_load
check_may_map = check_may_load
