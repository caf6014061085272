-- The usual closing, put before close.lua: this attempt is open, with the stored lineage of an execution of this tree.

local stage = ARGV[2] .. '\t' .. ARGV[3]
local was = redis.call('HGET', KEYS[2], stage)
if was and string.match(was, '^a=(%d+)\nk=1\n') == ARGV[4] then
  redis.call('HLEN', KEYS[3])
  redis.call('HDEL', KEYS[2], stage)
  redis.call('HSET', KEYS[3], stage, ARGV[4] .. '\t' .. ARGV[5])
  redis.call('PEXPIRE', KEYS[3], ARGV[6])
  return {1, was}
end
