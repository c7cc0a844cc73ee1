"""What the access center listens to: every event, for those who follow the directory."""

from sunhall.centers.access.actions.subscriptions import tell_followers
from sunhall.kernel.events import watch

watch(tell_followers)
