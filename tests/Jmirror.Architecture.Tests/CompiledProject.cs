using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Jmirror.Architecture.Tests;

/// <summary>The metadata of an assembly: what its code refers to, whatever its source looks like.</summary>
internal sealed class CompiledProject : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    private CompiledProject(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
    }

    public static CompiledProject Open(string path) => new(new PEReader(File.OpenRead(path)));

    /// <summary>Names of the assemblies whose types it uses.</summary>
    public IEnumerable<string> References =>
        _metadata
            .AssemblyReferences.Select(_metadata.GetAssemblyReference)
            .Select(one => _metadata.GetString(one.Name));

    /// <summary>Full names of the types of other assemblies that it uses.</summary>
    public IEnumerable<string> UsedTypes => _metadata.TypeReferences.Select(handle => NameOf(handle));

    /// <summary>Members of other assemblies that it uses, as <c>Namespace.Type.Member</c>.</summary>
    public IEnumerable<string> UsedMembers =>
        from handle in _metadata.MemberReferences
        let member = _metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{NameOf((TypeReferenceHandle)member.Parent)}.{_metadata.GetString(member.Name)}";

    /// <summary>True when the compiler was allowed pointers.</summary>
    public bool AllowsUnsafeCode =>
        _metadata
            .GetModuleDefinition()
            .GetCustomAttributes()
            .Select(_metadata.GetCustomAttribute)
            .Any(attribute => ConstructedTypeOf(attribute) is "System.Security.UnverifiableCodeAttribute");

    /// <summary>Types with methods that the runtime binds to native libraries.</summary>
    public IEnumerable<string> TypesWithNativeMethods =>
        TypesWhere(type =>
            type.GetMethods()
                .Select(_metadata.GetMethodDefinition)
                .Any(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        );

    /// <summary>Types with pointers in fields, parameters, results or local variables.</summary>
    public IEnumerable<string> TypesWithPointers =>
        TypesWhere(type =>
            type.GetFields().Select(_metadata.GetFieldDefinition).Any(HasPointer)
            || type.GetMethods().Select(_metadata.GetMethodDefinition).Any(HasPointer)
        );

    /// <summary>Static fields that can change after the type is initialized, but for the compiler's own.</summary>
    public IEnumerable<string> MutableStatics =>
        from typeHandle in _metadata.TypeDefinitions
        let type = _metadata.GetTypeDefinition(typeHandle)
        from fieldHandle in type.GetFields()
        let member = _metadata.GetFieldDefinition(fieldHandle)
        let name = $"{NameOf(typeHandle)}.{_metadata.GetString(member.Name)}"
        where
            member.Attributes.HasFlag(FieldAttributes.Static) && !name.Contains('<', StringComparison.Ordinal)
        where (member.Attributes & (FieldAttributes.InitOnly | FieldAttributes.Literal)) == default
        select name;

    public void Dispose() => _file.Dispose();

    private IEnumerable<string> TypesWhere(Func<TypeDefinition, bool> condition) =>
        _metadata
            .TypeDefinitions.Where(handle => condition(_metadata.GetTypeDefinition(handle)))
            .Select(handle => NameOf(handle));

    private bool HasPointer(FieldDefinition field) => field.DecodeSignature(PointerFinder.Instance, null);

    private bool HasPointer(MethodDefinition method)
    {
        var signature = method.DecodeSignature(PointerFinder.Instance, null);
        if (signature.ReturnType || signature.ParameterTypes.Contains(true))
            return true;
        if (method.RelativeVirtualAddress == 0)
            return false;
        var locals = _file.GetMethodBody(method.RelativeVirtualAddress).LocalSignature;
        return !locals.IsNil
            && _metadata
                .GetStandaloneSignature(locals)
                .DecodeLocalSignature(PointerFinder.Instance, null)
                .Contains(true);
    }

    private string ConstructedTypeOf(CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            is { Kind: HandleKind.TypeReference } parent
            ? NameOf((TypeReferenceHandle)parent)
            : "";

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf((TypeReferenceHandle)type.ResolutionScope)}.{_metadata.GetString(type.Name)}"
            : $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.IsNested
            ? $"{NameOf(type.GetDeclaringType())}.{_metadata.GetString(type.Name)}"
            : $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }
}
