"""`make crowd`: a conference's opening break on the real server, and its Wi-Fi back at once."""
