namespace Jmirror.Provisioning.Configuration;

/// <summary>A place in a configuration file.</summary>
/// <param name="Line">Line, counted from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column in characters, counted from 1.</param>
public readonly record struct SourcePosition(int Line, int Column);
