-- Tells which stages are held up, put before the scripts that need it.

-- For each execution, what is asked of its stages, all of it in one text.
local asked = {}

-- Whether a stage of the execution has to end before another one begins. "listed" are those that anything is asked of.
local function is_held_up(tree, id, stage_id, listed)
  if not asked[id] then
    local texts = {}
    for other in string.gmatch(listed or '', '[^\30]+') do
      texts[#texts + 1] = redis.call('HGET', tree, 's:' .. id .. '\t' .. other) or ''
    end
    asked[id] = '\n' .. table.concat(texts, '\n') .. '\n'
  end
  return string.find(asked[id], '\nr=' .. stage_id .. '\n', 1, true) ~= nil
end
