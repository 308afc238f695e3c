from bellhop import Bellhop

schedule = Bellhop().schedules.create(
    id="rent-due",
    workflow="rent-due",
    recipients=["grace"],
    data={"day": "the 3rd"},
    cron="0 9 1 * *",
    timezone="Europe/Zurich",
)
print(schedule["next_runs"][0])
