"""How a hall of five thousand is served by one small machine.

From the door inwards: the server starts (`server`); guests are heard out before they cost a thread
(`guests`, `hearing`); whole requests stand in line for one (`line`, `threads`); of a process's
threads one or two answer at a time (`floor`); and when all of it is behind, whoever cannot be
served in time is told soon, and when to come again (`patience`, `glances`, `numbers`).
"""
