-- Notes that an execution is stored, and lists it as it is.
--
-- KEYS[1]    homes
-- KEYS[2]    pending
-- KEYS[3]    orphans
-- KEYS[4]    named
-- KEYS[5...] sets, first those it leaves and then those it joins
-- ARGV[1]    the id
-- ARGV[2]    its home
-- ARGV[3]    the number of sets it leaves
-- ARGV[4]    how it stood in those
-- ARGV[5]    how it stands in the others
-- Returns the stages that name it.

redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
local named = redis.call('HGET', KEYS[4], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
for i = 5, #KEYS do
  if i < 5 + tonumber(ARGV[3]) then
    redis.call('ZREM', KEYS[i], ARGV[4])
  else
    redis.call('ZADD', KEYS[i], 0, ARGV[5])
  end
end
return named or ''
