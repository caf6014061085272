-- Lists an execution as it is about to be stored.
--
-- KEYS[1]    pending
-- KEYS[2...] the sets of all applications that it will be in
-- ARGV[1]    the id
-- ARGV[2]    what is about to be stored
-- ARGV[3]    how it will stand in the sets
-- Returns nothing.

redis.call('HSET', KEYS[1], ARGV[1], redis.call('TIME')[1] .. '\n' .. ARGV[2])
for i = 2, #KEYS do
  redis.call('ZADD', KEYS[i], 0, ARGV[3])
end
return false
