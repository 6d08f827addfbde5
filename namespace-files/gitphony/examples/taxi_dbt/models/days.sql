{{ config(materialized='table') }}

select
    pickup::date as day,
    count(*) as trips,
    round(sum(amount)::numeric, 2) as earned,
    round(avg(distance)::numeric, 2) as distance
from {{ ref('trips') }}
group by 1
