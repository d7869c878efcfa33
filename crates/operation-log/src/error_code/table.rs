//! The documented error codes (`api/error_code.md` of the API's documentation). What the user can
//! do is our reading where the documentation gives none.

use super::{ErrorClass, ErrorCode};
use crate::language::Bilingual;

/// Sorted by code.
pub(super) const TABLE: [ErrorCode; 43] = [
    ErrorCode {
        code: 1100,
        meaning: Bilingual {
            zh: "消息格式错误",
            en: "Bad message format",
        },
        advice: Bilingual {
            zh: "缺少必需的参数，或参数的格式不对。请按提示修改请求。",
            en: "A required parameter is missing or malformed. Correct the request.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 1101,
        meaning: Bilingual {
            zh: "请求方法错误",
            en: "Bad method",
        },
        advice: Bilingual {
            zh: "路径或参数值不存在。请检查接口地址。",
            en: "The path or a parameter value does not exist. Check the address of the API.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 1200,
        meaning: Bilingual {
            zh: "身份验证失败",
            en: "Authentication failed",
        },
        advice: Bilingual {
            zh: "密钥或签名没有通过验证。请重新登录，或检查密钥与签名设置。",
            en: "The key or the signature was not accepted. Sign in again, or check the key and how requests are signed.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1300,
        meaning: Bilingual {
            zh: "消息已过期",
            en: "Message expired",
        },
        advice: Bilingual {
            zh: "请求的时间戳与服务器相差超过 60 秒。请校准时钟后重试。",
            en: "The timestamp of the request is more than 60 seconds off. Correct the clock and try again.",
        },
        class: ErrorClass::RetryNow,
    },
    ErrorCode {
        code: 1400,
        meaning: Bilingual {
            zh: "访问被拒绝",
            en: "Access denied",
        },
        advice: Bilingual {
            zh: "资源不属于您、没有权限，或资源当前的状态不允许。请看服务器的说明。",
            en: "Not your resource, no right to it, or its state forbids this. Read the server's message.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1500,
        meaning: Bilingual {
            zh: "注册用户失败",
            en: "Registration failed",
        },
        advice: Bilingual {
            zh: "请重新注册。",
            en: "Register again.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1510,
        meaning: Bilingual {
            zh: "帐号已存在",
            en: "Account exists",
        },
        advice: Bilingual {
            zh: "请换一个帐号名。",
            en: "Choose another account name.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 1520,
        meaning: Bilingual {
            zh: "帐号格式不合法",
            en: "Account name invalid",
        },
        advice: Bilingual {
            zh: "请修改帐号名的格式。",
            en: "Correct the form of the account name.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 1600,
        meaning: Bilingual {
            zh: "登录失败",
            en: "Login failed",
        },
        advice: Bilingual {
            zh: "请检查登录信息。",
            en: "Check the login data.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1610,
        meaning: Bilingual {
            zh: "找不到该用户",
            en: "No such user",
        },
        advice: Bilingual {
            zh: "请检查用户名。",
            en: "Check the user name.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 1620,
        meaning: Bilingual {
            zh: "密码不匹配",
            en: "Passwords do not match",
        },
        advice: Bilingual {
            zh: "请重新输入密码。",
            en: "Type the password again.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1630,
        meaning: Bilingual {
            zh: "重置密码失败",
            en: "Password reset failed",
        },
        advice: Bilingual {
            zh: "新密码须符合密码规则。",
            en: "The new password must meet the rules.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1640,
        meaning: Bilingual {
            zh: "重置密码过于频繁",
            en: "Password reset too often",
        },
        advice: Bilingual {
            zh: "请稍候再试。",
            en: "Wait, then try again.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 1650,
        meaning: Bilingual {
            zh: "无效的密码重置 token",
            en: "Reset token invalid",
        },
        advice: Bilingual {
            zh: "请重新申请重置链接。",
            en: "Ask for a new reset link.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1660,
        meaning: Bilingual {
            zh: "用户名或密码不匹配",
            en: "Wrong name or password",
        },
        advice: Bilingual {
            zh: "请重新输入用户名和密码。",
            en: "Type name and password again.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1661,
        meaning: Bilingual {
            zh: "用户未完成注册",
            en: "Registration unfinished",
        },
        advice: Bilingual {
            zh: "请先完成注册。",
            en: "Finish the registration first.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 1662,
        meaning: Bilingual {
            zh: "用户已被禁止访问",
            en: "User is forbidden",
        },
        advice: Bilingual {
            zh: "请联系管理员。",
            en: "Ask the administrator.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 2000,
        meaning: Bilingual {
            zh: "登录会话过期",
            en: "Session expired",
        },
        advice: Bilingual {
            zh: "请重新登录。",
            en: "Sign in again.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 2100,
        meaning: Bilingual {
            zh: "找不到资源",
            en: "Resource not found",
        },
        advice: Bilingual {
            zh: "ID、区域或所有者不对，或资源已被删除。",
            en: "The id, zone or owner is wrong, or the resource is gone.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 2110,
        meaning: Bilingual {
            zh: "资源已存在",
            en: "Resource exists",
        },
        advice: Bilingual {
            zh: "请换一个名称。",
            en: "Use another name.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 2200,
        meaning: Bilingual {
            zh: "租赁资源失败",
            en: "Lease failed",
        },
        advice: Bilingual {
            zh: "请检查租赁信息。",
            en: "Check the lease.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 2300,
        meaning: Bilingual {
            zh: "解除租赁失败",
            en: "Ending the lease failed",
        },
        advice: Bilingual {
            zh: "请稍后再试；仍失败请提交工单。",
            en: "Try again later; if it keeps failing, open a ticket.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 2400,
        meaning: Bilingual {
            zh: "余额不足",
            en: "Balance too low",
        },
        advice: Bilingual {
            zh: "请充值后重试。",
            en: "Top up the account, then try again.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 2500,
        meaning: Bilingual {
            zh: "超过配额",
            en: "Quota exceeded",
        },
        advice: Bilingual {
            zh: "资源或调用次数超过配额。请等待，或提交工单申请更多配额。",
            en: "Too many resources or too many calls. Wait, or ask for a larger quota by ticket.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 3300,
        meaning: Bilingual {
            zh: "无效的 API 模块",
            en: "Invalid API module",
        },
        advice: Bilingual {
            zh: "请检查接口地址。",
            en: "Check the address of the API.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 4000,
        meaning: Bilingual {
            zh: "无效的证书",
            en: "Invalid licence",
        },
        advice: Bilingual {
            zh: "请联系平台管理员。",
            en: "Ask the administrator of the platform.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 4001,
        meaning: Bilingual {
            zh: "授权证书已经过期",
            en: "Licence expired",
        },
        advice: Bilingual {
            zh: "请联系平台管理员续期。",
            en: "Ask the administrator of the platform to renew it.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 4002,
        meaning: Bilingual {
            zh: "平台已有相同的授权证书",
            en: "Licence exists already",
        },
        advice: Bilingual {
            zh: "请联系平台管理员。",
            en: "Ask the administrator of the platform.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 4003,
        meaning: Bilingual {
            zh: "超出证书授权",
            en: "Licence exceeded",
        },
        advice: Bilingual {
            zh: "服务器数量超出授权。请联系平台管理员扩容授权。",
            en: "More servers than licensed. Ask the administrator of the platform to extend it.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 4004,
        meaning: Bilingual {
            zh: "加载授权证书失败",
            en: "Licence could not be loaded",
        },
        advice: Bilingual {
            zh: "请稍后再试；仍失败请联系平台管理员。",
            en: "Try again later; if it keeps failing, ask the administrator of the platform.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 4005,
        meaning: Bilingual {
            zh: "找不到授权证书",
            en: "No licence",
        },
        advice: Bilingual {
            zh: "请联系平台管理员安装证书。",
            en: "Ask the administrator of the platform to install one.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 5000,
        meaning: Bilingual {
            zh: "内部错误",
            en: "Internal error",
        },
        advice: Bilingual {
            zh: "服务器内部出错。请重试；仍失败请带上操作 ID 联系支持。",
            en: "The server failed inside. Try again; if it keeps failing, contact support with the operation's id.",
        },
        class: ErrorClass::RetryNow,
    },
    ErrorCode {
        code: 5100,
        meaning: Bilingual {
            zh: "服务器繁忙",
            en: "Server busy",
        },
        advice: Bilingual {
            zh: "请稍等片刻后重试。",
            en: "Wait a little, then try again.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 5200,
        meaning: Bilingual {
            zh: "资源不足",
            en: "Not enough resources",
        },
        advice: Bilingual {
            zh: "请减少或换小节点，或联系支持。",
            en: "Use fewer or smaller nodes, or contact support.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 5300,
        meaning: Bilingual {
            zh: "服务更新中",
            en: "Service is being updated",
        },
        advice: Bilingual {
            zh: "请稍等片刻后重试。",
            en: "Wait a little, then try again.",
        },
        class: ErrorClass::RetryLater,
    },
    ErrorCode {
        code: 5400,
        meaning: Bilingual {
            zh: "存在依赖关系",
            en: "A dependency exists",
        },
        advice: Bilingual {
            zh: "请先解除依赖它的资源。",
            en: "Detach what depends on it first.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 5500,
        meaning: Bilingual {
            zh: "Warehouse 服务未开启",
            en: "Warehouse service is off",
        },
        advice: Bilingual {
            zh: "请联系支持。",
            en: "Contact support.",
        },
        class: ErrorClass::AskUser,
    },
    ErrorCode {
        code: 5600,
        meaning: Bilingual {
            zh: "不支持的硬盘类型",
            en: "Disk type not supported",
        },
        advice: Bilingual {
            zh: "请换一种硬盘类型。",
            en: "Use another type of disk.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 8000,
        meaning: Bilingual {
            zh: "命令参数验证失败",
            en: "Command argument invalid",
        },
        advice: Bilingual {
            zh: "请修改配置。",
            en: "Correct the configuration.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 8001,
        meaning: Bilingual {
            zh: "配置文件中无任何镜像",
            en: "No image in the configuration",
        },
        advice: Bilingual {
            zh: "请在配置中加入镜像。",
            en: "Add an image to the configuration.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 8002,
        meaning: Bilingual {
            zh: "配置文件中镜像在指定区不存在",
            en: "Image not in this zone",
        },
        advice: Bilingual {
            zh: "请换镜像或换区域。",
            en: "Use another image or zone.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 8003,
        meaning: Bilingual {
            zh: "无效的集群设置",
            en: "Invalid cluster settings",
        },
        advice: Bilingual {
            zh: "请修改集群配置。",
            en: "Correct the cluster settings.",
        },
        class: ErrorClass::FixRequest,
    },
    ErrorCode {
        code: 8004,
        meaning: Bilingual {
            zh: "缺少配置文件",
            en: "Configuration file missing",
        },
        advice: Bilingual {
            zh: "请补上配置文件。",
            en: "Add the configuration file.",
        },
        class: ErrorClass::FixRequest,
    },
];
