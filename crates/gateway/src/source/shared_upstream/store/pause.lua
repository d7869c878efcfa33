-- The API refused a call because there were too many.
-- KEYS: the pause. ARGV, in ms: the first pause, the longest, the hour, what the API asked for or 0.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local first, longest, hour = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local refusals = tonumber(redis.call('HGET', KEYS[1], 'refusals') or '') or 0
local pause = tonumber(ARGV[4])
if pause == 0 then
    pause = math.min(first * 2 ^ math.min(refusals, 4), longest)
end
redis.call('HSET', KEYS[1], 'until', now + pause, 'refusals', refusals + 1)
-- Long after it, how often the API has refused says nothing any more.
redis.call('PEXPIRE', KEYS[1], pause + hour)
return pause
