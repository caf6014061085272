-- Reads executions that are about to be stored.
--
-- KEYS[1] homes
-- KEYS[2] pending
-- Returns for each the id, the home, since how many seconds it is about to be stored, and what is.

local now = tonumber(redis.call('TIME')[1])
local found = {}
local pending = redis.call('HGETALL', KEYS[2])
for i = 1, #pending, 2 do
  local home = redis.call('HGET', KEYS[1], pending[i])
  local since, facts = string.match(pending[i + 1], '^(%d+)\n(.*)$')
  if home then
    found[#found + 1] = {pending[i], home, now - tonumber(since), facts}
  else
    redis.call('HDEL', KEYS[2], pending[i])
  end
end
return found
