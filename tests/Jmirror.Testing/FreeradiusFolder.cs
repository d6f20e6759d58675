namespace Jmirror.Testing;

/// <summary>A configuration folder for FreeRADIUS: users with their attributes, and accounting into a file.</summary>
public sealed class FreeradiusFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes it.</summary>
    /// <param name="users">The users file.</param>
    /// <param name="secret">Of all clients.</param>
    /// <param name="address">Where the server listens.</param>
    /// <param name="port">For authentication.</param>
    /// <param name="accountingPort">For accounting.</param>
    public FreeradiusFolder(
        string users,
        string secret,
        string address,
        int port = 1812,
        int accountingPort = 1813
    )
    {
        _folder.Write("dictionary", "");
        _folder.Write("users", users);
        _folder.Write("radiusd.conf", Configuration(secret, address, port, accountingPort));
    }

    /// <summary>What a server on this folder says when it listens.</summary>
    public const string Ready = "Ready to process requests";

    /// <summary>How to start a server in the foreground.</summary>
    public IReadOnlyList<string> Arguments => ["-f", "-d", _folder.PathOf("."), "-n", "radiusd"];

    /// <summary>The accounting log.</summary>
    public string Accounting =>
        File.Exists(_folder.PathOf("accounting")) ? File.ReadAllText(_folder.PathOf("accounting")) : "";

    /// <summary>Path of the server; skips the test where it is not installed.</summary>
    public static string Program()
    {
        var path = Tool.Find("freeradius");
        Assert.SkipUnless(path is not null, "freeradius is not installed");
        return path;
    }

    public void Dispose() => _folder.Dispose();

    private string Configuration(string secret, string address, int port, int accountingPort) =>
        $$"""
            prefix = /usr
            name = radiusd
            raddbdir = {{_folder.PathOf(".")}}
            logdir = {{_folder.PathOf(".")}}
            run_dir = {{_folder.PathOf(".")}}
            db_dir = {{_folder.PathOf(".")}}
            libdir = /usr/lib/freeradius
            pidfile = {{_folder.PathOf("radiusd.pid")}}
            max_requests = 16384
            cleanup_delay = 1
            log {
              destination = stderr
            }
            client any {
              ipaddr = 0.0.0.0/0
              secret = {{secret}}
              require_message_authenticator = yes
            }
            modules {
              files {
                usersfile = {{_folder.PathOf("users")}}
              }
              detail {
                filename = {{_folder.PathOf("accounting")}}
              }
              pap {
              }
              chap {
              }
            }
            server default {
              listen {
                type = auth
                ipaddr = {{address}}
                port = {{port}}
              }
              listen {
                type = acct
                ipaddr = {{address}}
                port = {{accountingPort}}
              }
              authorize {
                chap
                files
                pap
              }
              authenticate {
                Auth-Type PAP {
                  pap
                }
                Auth-Type CHAP {
                  chap
                }
              }
              accounting {
                detail
              }
            }
            """;
}
