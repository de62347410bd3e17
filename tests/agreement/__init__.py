"""Bookings and a real calendar server that is killed, beside a worker that is killed: do both sides agree?"""
