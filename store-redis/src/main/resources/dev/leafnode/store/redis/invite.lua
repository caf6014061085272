-- Gives executions that are kept elsewhere, a leaf's and those above it, the tag of one tree that is to know them: the
-- first that one of them has, or else the given one.
--
-- KEYS[1]    homes
-- KEYS[2]    guests, with the tags of all trees that know them
-- ARGV[1]    the tag, if none has one
-- ARGV[2...] the ids, from the leaf's up
-- Returns the tag, then the tags of other trees that keep one of the executions.

local function homes_of(id)
  local value = redis.call('HGET', KEYS[1], id)
  return value and '\30' .. string.match(value, '^[^\t]*') .. '\30' or redis.call('HGET', KEYS[2], id)
end
local tag = nil
for i = 2, #ARGV do
  tag = tag or string.match(homes_of(ARGV[i]) or '', '[^\30]+')
end
tag = tag or ARGV[1]
local answer = {tag}
for i = 2, #ARGV do
  local known = homes_of(ARGV[i])
  if not (known and string.find(known, '\30' .. tag .. '\30', 1, true)) then
    if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 1 then
      answer[#answer + 1] = string.match(known, '[^\30]+')
    else
      redis.call('HSET', KEYS[2], ARGV[i], (known or '\30') .. tag .. '\30')
    end
  end
end
return answer
