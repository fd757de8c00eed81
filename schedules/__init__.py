"""What runs by itself, and when: one table, for Prefect, systemd and cron alike."""
