"""The newsletter: drafted from data, its words changed by people, never sent by itself."""
