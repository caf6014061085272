-- Forgets entries of the log of events.
--
-- KEYS[1] events
-- ARGV    their positions
-- Returns how many there were.

local forgotten = 0
for i = 1, #ARGV do
  forgotten = forgotten + redis.call('ZREMRANGEBYSCORE', KEYS[1], ARGV[i], ARGV[i])
end
return forgotten
