{{ config(materialized='view') }}

select
    lpep_pickup_datetime as pickup,
    lpep_dropoff_datetime as dropoff,
    pulocationid as zone,
    trip_distance as distance,
    total_amount as amount,
    case payment_type
        when 1 then 'card'
        when 2 then 'cash'
        when 3 then 'free'
        when 4 then 'disputed'
        else 'unknown'
    end as payment
from {{ source('raw', 'green_trips') }}
where lpep_pickup_datetime is not null
  and total_amount > 0
