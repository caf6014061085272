-- Takes an execution that is not stored any more out of the directory, unless it was given a new home meanwhile.
--
-- KEYS[1]    homes
-- KEYS[2]    pending
-- KEYS[3]    orphans
-- KEYS[4]    named
-- KEYS[5...] the sets it is in
-- ARGV[1]    the id
-- ARGV[2]    its home
-- ARGV[3]    how it stands in the sets
-- ARGV[4]    1 if its tree goes on without it, and waits for it
-- ARGV[5]    the stages that watch it, as {execution, stage, tag}
-- ARGV[6]    the number of executions that its tree does not wait for any more
-- ARGV       those; then pairs of stages that it named with, as {execution, stage, tag}, and executions
-- Returns 1, or 0 if it has another home now.

local id, home = ARGV[1], ARGV[2]
local known = redis.call('HGET', KEYS[1], id)
if known and known ~= home then
  return 0
end
local tag = string.match(home, '^[^\t]*')
redis.call('HDEL', KEYS[1], id)
redis.call('HDEL', KEYS[2], id)
for i = 5, #KEYS do
  redis.call('ZREM', KEYS[i], ARGV[3])
end

local function without(hash, field, entry)
  local list = redis.call('HGET', hash, field)
  local from, to = string.find(list or '', '\30' .. entry .. '\30', 1, true)
  if from then
    local rest = string.sub(list, 1, from) .. string.sub(list, to + 1)
    if rest == '\30' then
      redis.call('HDEL', hash, field)
    else
      redis.call('HSET', hash, field, rest)
    end
  end
end

if ARGV[4] == '1' then
  redis.call('HSET', KEYS[3], id, '\30' .. tag .. '\30')
end
local watchers = ''
for entry in string.gmatch(ARGV[5], '[^\30]+') do
  if redis.call('HEXISTS', KEYS[1], string.match(entry, '^[^\t]*')) == 1 then
    watchers = watchers .. entry .. '\30'
  end
end
if watchers ~= '' then
  redis.call('HSET', KEYS[4], id, '\30' .. watchers)
end
local waited = tonumber(ARGV[6])
for i = 7, 6 + waited do
  without(KEYS[3], ARGV[i], tag)
end
for i = 7 + waited, #ARGV, 2 do
  without(KEYS[4], ARGV[i + 1], ARGV[i])
end
return 1
