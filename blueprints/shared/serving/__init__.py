"""How a hall of five thousand is served by one small machine.

From the door inwards: `server` starts gunicorn with a `worker` of our own; `connections` wait in
one epoll, and a `request_buffer` keeps what they send until it is a whole request, so that a slow
network costs no thread; whole requests wait in the `request_queue`; of a process's threads one or
two answer at a time (`slots`). When all of that is behind, requests are turned away: any that
waited too long (`load_shedding`), polls first and unread (`poll_shedding`), each with the time at
which to come again (`retry_schedule`).
"""
