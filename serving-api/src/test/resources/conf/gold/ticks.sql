SELECT 1 -- not read by the API
