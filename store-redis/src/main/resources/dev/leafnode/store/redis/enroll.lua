-- Gives an execution that is about to be created a home: the tag of the tree it belongs to. It is the home of the nearest
-- ancestor that has one, or of those that wait for it or for its parent.
--
-- KEYS[1]    homes, as a tag, a tab and a number that is never given twice
-- KEYS[2]    guests: executions that are kept elsewhere, and the tags of the trees that know them
-- KEYS[3]    orphans: executions that are not stored, and the tags of the trees that wait for them
-- KEYS[4]    named: executions that are not stored, and the stages that name them, as {execution, stage, tag}
-- KEYS[5]    pending: executions that are about to be stored, since when in seconds, and what is
-- KEYS[6...] the sets of all applications that it will be in
-- ARGV[1]    the id
-- ARGV[2]    the tag, if nothing else says one
-- ARGV[3]    what is about to be stored; nothing if it is stored
-- ARGV[4]    the time of its creation, as members of the sets begin
-- ARGV[5]    1 if its home, if it has one, is that of an execution which is not stored any more
-- ARGV[6...] the ancestors that its trigger tells, from the parent up
-- Returns the home; 1 if it had one before and is not pending; the tags of the trees that wait for it; the stages that name
-- it; the parent's tag, or nothing; 1 if the tree waits for the parent from now on.

local id = ARGV[1]
local time = redis.call('TIME')
local known = redis.call('HGET', KEYS[1], id)
local since = string.match(redis.call('HGET', KEYS[5], id) or '', '^%d+')
local settled = known and not since and ARGV[5] ~= '1'
-- Whoever comes at the same time is given the same home. Whoever comes long after a writer that died, or after a deletion
-- that is under way, is given another number, so that nobody takes this home back for that one.
local together = known and since and tonumber(time[1]) - tonumber(since) <= 60
local function home(other)
  local value = redis.call('HGET', KEYS[1], other)
  return value and string.match(value, '^[^\t]*') or string.match(redis.call('HGET', KEYS[2], other) or '', '[^\30]+')
end
local tag = home(id)
local parent_id = ARGV[6]
for i = 6, #ARGV do
  tag = tag or home(ARGV[i])
end
local function waiting_for(other)
  return redis.call('HGET', KEYS[3], other) or ''
end
tag = tag or string.match(waiting_for(id), '[^\30]+')
tag = tag or (parent_id and string.match(waiting_for(parent_id), '[^\30]+')) or ARGV[2]

local value = known
if not known or (not settled and not together) then
  value = tag .. '\t' .. time[1] .. string.format('%06d', time[2])
  redis.call('HSET', KEYS[1], id, value)
  redis.call('HDEL', KEYS[2], id)
end
if not settled and ARGV[3] ~= '' then
  redis.call('HSET', KEYS[5], id, time[1] .. '\n' .. ARGV[3])
  for i = 6, #KEYS do
    redis.call('ZADD', KEYS[i], 0, ARGV[4] .. '\t' .. id .. '\t' .. tag)
  end
end
local parent = parent_id and parent_id ~= id and home(parent_id) or ''
local waits = 0
if parent_id and parent_id ~= id and parent == '' then
  local list = waiting_for(parent_id)
  if not string.find(list, '\30' .. tag .. '\30', 1, true) then
    redis.call('HSET', KEYS[3], parent_id, (list == '' and '\30' or list) .. tag .. '\30')
  end
  waits = 1
end
return {value, settled and 1 or 0, waiting_for(id), redis.call('HGET', KEYS[4], id) or '', parent, waits}
