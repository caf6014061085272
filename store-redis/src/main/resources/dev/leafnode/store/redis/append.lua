-- Appends entries to a log, unless one has been appended at the position of any of them.
--
-- KEYS[1] the log
-- ARGV    for each entry, by their positions: the position, the text
-- Returns 1, or 0 if nothing was appended.

local taken = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '+inf', 'LIMIT', 0, 1)
if #taken > 0 then
  return 0
end
for i = 1, #ARGV, 2 do
  redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i] .. ' ' .. ARGV[i + 1])
end
return 1
