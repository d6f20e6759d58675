namespace Jmirror.Engine.Learning;

/// <summary>Where in PPP an IP packet was seen.</summary>
/// <param name="Session">The link; null for a packet that is not in PPP.</param>
/// <param name="From">Who sent it.</param>
internal readonly record struct PppPlace(PppSession? Session, LinkEnd From);
