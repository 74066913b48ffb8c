-- Posts to the paths in a file, one after the other. Argument: the file.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local paths, number = {}, 0
local headers = {["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin"}

function init(arguments)
   for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
end

function request()
   number = number + 1
   headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", number % 250, math.floor(number / 250) % 250, math.random(1, 250))
   return wrk.format("POST", paths[(number - 1) % #paths + 1], headers, "")
end
