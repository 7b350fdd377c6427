"""Measures turned into what a page shows. Templates hold no logic and views no words."""
