"""The synthetic alliance: made-up people whose waits look like the published figures, labelled so everywhere."""
