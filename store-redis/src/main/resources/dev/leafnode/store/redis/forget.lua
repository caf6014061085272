-- Forgets entries of a log.
--
-- KEYS[1] the log
-- ARGV    their positions
-- Returns how many there were.

local forgotten = 0
for i = 1, #ARGV do
  forgotten = forgotten + redis.call('ZREMRANGEBYSCORE', KEYS[1], ARGV[i], ARGV[i])
end
return forgotten
