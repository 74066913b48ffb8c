-- Posts of the form, each by another person from another connection. Argument: a word that no other run has.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "report.lua")

local run, number = "", 0
local headers = {["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin"}

function init(arguments)
   run = arguments[1]
   math.randomseed(os.time())
end

function request()
   number = number + 1
   headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", number % 250, math.random(0, 250), math.random(1, 250))
   local body = string.format(
      "first_name=Amina&last_name=Okafor&email=%07x.%s.%d%%40example.ca&postal_code=K1A+0B1&show_name=on",
      math.random(0, 2^28 - 1), run, number)
   return wrk.format("POST", nil, headers, body)
end
