-- The usual opening, put before open.lua: the stage waits in this attempt as it is stored, so no other counts as later, and
-- nothing is open of it. Where something was closed, nothing is open.

if ARGV[1] == 'JUDGMENT' then
  local tree, id, stage = KEYS[1], ARGV[2], ARGV[2] .. '\t' .. ARGV[3]
  local attempt = string.match(ARGV[4], '^a=(%d+)')
  local execution, facts, listed = unpack(redis.call('HMGET', tree, 'x:' .. id, 's:' .. stage, 'i:' .. id))
  if execution
    and not string.find(execution, '\nc=1', 1, true)
    and facts
    and string.match(facts, '\nj=(%d+)') == attempt
    and not string.find(facts, '\nr=', 1, true)
    and not (listed ~= '\30' .. ARGV[3] .. '\30' and is_held_up(tree, id, ARGV[3], listed))
  then
    local known = redis.call('HGET', KEYS[3], stage)
    if not known then
      if redis.call('HSETNX', KEYS[2], stage, ARGV[4]) == 1 then
        return 1
      end
    elseif string.match(known, '^%d+') ~= attempt then
      -- First what could fail, if that key is somebody else's.
      redis.call('HSET', KEYS[2], stage, ARGV[4])
      redis.call('HDEL', KEYS[3], stage)
      return 1
    end
  end
end
