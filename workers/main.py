"""What `dramatiq workers.main` imports in each of its processes."""

from workers.boot import boot

broker = boot()
