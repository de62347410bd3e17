"""What timetables said and what was taken at past moments. Triggers write it; see record 20."""
