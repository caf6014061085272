-- Put before the scripts that write hashes and nothing else: fails before anything is written if a key is not ours.

for i = 1, #KEYS do
  redis.call('HLEN', KEYS[i])
end
