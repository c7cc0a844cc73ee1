"""How the database and the settings stand: what weakens the city."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from sunhall.centers.access.models import Account
from sunhall.kernel.actor import Actor
from sunhall.kernel.row_security import ROLE, acting
from sunhall.platforms.security.queries.status.check import Check, checked, level_of

SECRET_LENGTH = 50
ROLE_STATE = """
SELECT current_user::text, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcanlogin,
    (SELECT count(*) FROM pg_class WHERE relowner = r.oid AND relkind IN ('r', 'p')),
    (SELECT count(*) FROM pg_class WHERE relrowsecurity)
FROM pg_roles r WHERE r.rolname = %s
"""


def of_database(by: Actor) -> Iterator[Check]:
    """Look at the role that answers requests: it must own nothing and be bound by every policy."""
    with acting(by), connection.cursor() as cursor:
        cursor.execute(ROLE_STATE, [ROLE])
        row = cursor.fetchone()
    user, is_mighty, owned, protected = row or ("", True, 0, 0)
    advice = _(
        "运行 sunhall migrate；不要给 sunhall_app 登录、建角色、绕过行级安全的权力和任何表。"
    )
    is_walled = user == ROLE and not is_mighty and owned == 0 and protected > 0
    yield checked(
        _("数据库"),
        _("行级安全"),
        level_of(red=not is_walled),
        _("请求以 %(user)s 执行，%(count)s 张表受保护") % {"user": user, "count": protected},
        advice,
    )


def of_settings(by: Actor) -> Iterator[Check]:
    """Look at what is set so that the city is weaker than it could be."""
    is_demo = settings.SUNHALL_DEMO
    demo_accounts = Account.objects.filter(is_demo=True, is_active=True).exists()
    is_short = len(settings.SECRET_KEY) < SECRET_LENGTH
    rows = (
        (_("调试模式"), settings.DEBUG, False, _("去掉 SUNHALL_DEBUG：出错页会泄露程序内部。")),
        (
            _("演示模式"),
            not is_demo and demo_accounts,
            is_demo,
            _("演示账号没有密码，不能用来办公；正式使用请用新的数据库，不载入演示数据。"),
        ),
        (
            _("只经 HTTPS 发送会话"),
            not settings.SESSION_COOKIE_SECURE and not is_demo,
            not settings.SESSION_COOKIE_SECURE,
            _("前面接好 HTTPS 之后设置 SUNHALL_HTTPS=1。"),
        ),
        (
            _("任意主机名"),
            "*" in settings.ALLOWED_HOSTS,
            False,
            _("在 SUNHALL_HOSTS 里写明主机名。"),
        ),
        (_("会话密钥过短"), is_short, False, _("SUNHALL_SECRET_KEY 至少 50 个字符。")),
        (
            _("不知道客户端地址"),
            False,
            settings.SESSION_COOKIE_SECURE and not settings.SUNHALL_PROXIES,
            _("有反向代理的，设置 SUNHALL_PROXIES，才能按地址限制猜测密码。"),
        ),
        (
            _("没有预备语句"),
            False,
            not settings.DATABASES["default"]["OPTIONS"].get("server_side_binding", False),
            _("参数由客户端拼进语句；不经连接池的，去掉 SUNHALL_PREPARED_STATEMENTS=0。"),
        ),
    )
    for name, is_red, is_yellow, advice in rows:
        level = level_of(red=is_red, yellow=is_yellow)
        says = _("需要处理") if level else _("正常")
        yield checked(_("设置"), name, level, says, advice)
