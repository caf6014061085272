-- Removes an execution, its stages, what is known of it in any state, and the ways through it.
--
-- KEYS[1]    the tree
-- KEYS[2]    the execution
-- KEYS[3..5] what is open in each state
-- KEYS[6..8] what was closed in each state
-- ARGV[1]    the id
-- ARGV[2]    the tag of the tree
-- ARGV[3]    1 if it is to be left alone where it is stored
-- Returns nothing if it is not known here; 0 if it is left alone; otherwise 1 if it was stored, the stages that watch it, as
-- {execution, stage, tag}, pairs of its stages and the executions they name, 1 if the tree goes on without it, and the
-- executions the tree
-- waited for if it does not.

local tree, key, id = KEYS[1], KEYS[2], ARGV[1]
local facts = redis.call('HGET', tree, 'x:' .. id)
if not facts then
  return false
elseif ARGV[3] == '1' and redis.call('EXISTS', key) == 1 then
  return 0
end
local stored = redis.call('DEL', key)

local named = {}
for stage_id in entries(redis.call('HGET', tree, 'i:' .. id)) do
  local stage = id .. '\t' .. stage_id
  local now = stage_facts(tree, stage)
  for child in entries(now and now.n) do
    named[#named + 1] = stage
    named[#named + 1] = child
    put(tree, 'w:' .. child, without(redis.call('HGET', tree, 'w:' .. child) or nil, stage))
  end
  redis.call('HDEL', tree, 's:' .. stage)
end
local watchers = nil
for stage in entries(redis.call('HGET', tree, 'w:' .. id)) do
  local watcher = halves(stage)
  local here = redis.call('HEXISTS', tree, 'x:' .. watcher) == 1
  local tag = here and ARGV[2] or redis.call('HGET', tree, 't:' .. watcher)
  if tag and watcher ~= id then
    watchers = with(watchers, stage .. '\t' .. tag)
  end
end
redis.call('HDEL', tree, 'x:' .. id, 'l:' .. id, 'i:' .. id, 'p:' .. id, 'w:' .. id)
local left = redis.call('HINCRBY', tree, 'n', -1)

local through = id .. '\t'
for i = 3, 8 do
  local all = redis.call('HGETALL', KEYS[i])
  for j = 1, #all, 2 do
    if string.sub(all[j], 1, #through) == through then
      redis.call('HDEL', KEYS[i], all[j])
    elseif i <= 5 then
      local judgment = parse(all[j + 1])
      local cuts = judgment.u
      for mark in entries(cuts) do
        if string.sub(mark, 1, #through) == through then
          judgment.u = without(judgment.u, mark)
        end
      end
      if judgment.u ~= cuts then
        redis.call('HSET', KEYS[i], all[j], text(judgment))
      end
    end
  end
end

local waited = {}
if left > 0 then
  redis.call('HSET', tree, 'o', with(redis.call('HGET', tree, 'o') or nil, id))
else
  for other in entries(redis.call('HGET', tree, 'o')) do
    waited[#waited + 1] = other
  end
  redis.call('DEL', tree)
end
return {stored, watchers or '', named, left > 0 and 1 or 0, waited}
