-- Functions on attempts, put after tree.lua and before the scripts that need them.

-- The latest attempt of a stage that is known, and what is open of it or nil.
local function latest(open, closed, stage)
  local judgment = parse(redis.call('HGET', open, stage))
  if judgment then
    return judgment.a, judgment
  end
  local known = redis.call('HGET', closed, stage)
  return known and (halves(known)) or nil, nil
end

-- The attempt in which the stage waits as it is stored is later than any other, whatever the clocks said.
local function is_later(one, other, stored)
  return stored == one or (less(other, one) and stored ~= other)
end

local function note_closed(closed, stage, attempt, at, retention)
  redis.call('HSET', closed, stage, attempt .. '\t' .. at)
  redis.call('PEXPIRE', closed, retention)
end
