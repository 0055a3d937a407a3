"""The door to the queue: an operation puts a scenario in it without knowing Celery."""


def enqueue_scenario(scenario_id: int) -> None:
    """Send a worker the scenario to compute; the row stays the truth if the message is lost."""
    # The task calls the operations, which call this.
    from actionplan.tasks import run_scenario

    run_scenario.delay(scenario_id=scenario_id)
